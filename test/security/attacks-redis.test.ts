import { onRedis } from '../support/redis-engine.js';
import { redisAnswers } from '../support/redis-server.js';
import { attacks } from './attacks/index.js';

onRedis('attacks on tickets and sessions in Redis', await redisAnswers(), attacks);
