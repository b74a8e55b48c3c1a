using System.Text;
using System.Text.Json;
using Likeness.Cli.Streams;

namespace Likeness.Cli.Tests.Hosting;

/// <summary>
/// The entry point of this assembly, used when the tests start it as a program: runs commands one after another in one process. A process per command
/// spends most of its time in the just-in-time compiler.
/// </summary>
internal static class CommandHost
{
    private static async Task Main()
    {
        using var requests = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);
        while (await requests.ReadLineAsync() is { } request)
        {
            var command = JsonSerializer.Deserialize<HostedCommand>(request)!;
            Directory.SetCurrentDirectory(command.Folder);
            int code = await CommandLine.RunAsync(command.Arguments);
            byte[] end = Encoding.UTF8.GetBytes($"{command.End}{code}\n");
            foreach (int descriptor in new[] { 1, 2 })
            {
                await using var stream = new OutputStream(descriptor);
                stream.Write(end);
            }
        }
    }
}
