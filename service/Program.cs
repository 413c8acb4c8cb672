return await TokenBridge.Commands.TokenBridgeCommand.RunAsync(args);
