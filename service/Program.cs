return await TokenBridge.Commands.TokenBridgeCommand.Create().Parse(args).InvokeAsync();
