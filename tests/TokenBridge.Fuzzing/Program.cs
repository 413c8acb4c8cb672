return TokenBridge.Fuzzing.FuzzingCommand.Run(args);
