# Prints what Devise makes of a few passwords, with and without a pepper, as rows for
# test/unit/hashing/vectors/. And whether Devise takes the wrong passwords that bcrypt's 72 bytes
# let through.
#
#   ruby scripts/hash-vectors/ruby.rb
#
# Debian 12: ruby 1:3.1, ruby-devise 4.8.1-1, ruby-bcrypt 3.1.18-1. Salts are Devise's own.
require 'json'
require 'active_support/all'
require 'devise/encryptor'
require 'devise/version'

# What Devise reads of a model.
Model = Struct.new(:pepper, :stretches)

module Devise
  # devise.rb has it, which wants all of Rails.
  def self.secure_compare(one, other)
    one == other
  end
end

# 128 hexadecimal digits, as `rails generate devise:install` writes them.
LONG = 'c0ffee11' * 16
PASSWORDS = ['correct horse', 'pässwörd €', 'x' * 71, 'x' * 72, 'é' * 36].freeze

def row(pepper, password, stretches = 4)
  hash = Devise::Encryptor.digest(Model.new(pepper, stretches), password)
  source = "Devise #{Devise::VERSION}: pepper of #{pepper.to_s.bytesize} bytes"
  puts "#{{ source:, pepper:, password:, passwordHash: hash }.to_json},"
  hash
end

[LONG, 'pépper', nil].each { |pepper| PASSWORDS.each { |password| row(pepper, password) } }
row(LONG, 'correct horse', 11)

long = row(LONG, "#{'x' * 72}its end")
model = Model.new(LONG, 4)
["#{'x' * 72}another end", 'x' * 72, 'x' * 71].each do |wrong|
  taken = Devise::Encryptor.compare(model, long, wrong)
  warn "that row with #{wrong.bytesize} bytes: #{taken}"
end
