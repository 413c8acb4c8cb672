return await TokenBridge.Cli.TokenBridgeCommand.RunAsync(args);
