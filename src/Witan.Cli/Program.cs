using Witan.Cli;
using Witan.Node;

InlineSockets.Prefer();
return await CommandLine.RunAsync(args);
