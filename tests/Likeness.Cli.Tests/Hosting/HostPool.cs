using System.Collections.Concurrent;

namespace Likeness.Cli.Tests.Hosting;

/// <summary>The host processes of a test run: as many as there are commands at once.</summary>
/// <param name="start">Starts a process.</param>
internal sealed class HostPool(Func<HostProcess> start) : IDisposable
{
    private readonly ConcurrentBag<HostProcess> idle = [];

    /// <summary>Runs a command in an idle process, or in a new one if all are busy. A process that fails is not used again.</summary>
    public async Task<CliResult> RunAsync(string folder, IReadOnlyList<string> arguments, TimeSpan patience)
    {
        var host = idle.TryTake(out var free) ? free : start();
        try
        {
            var result = await host.RunAsync(folder, arguments, patience);
            idle.Add(host);
            return result;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    /// <summary>Ends the idle processes.</summary>
    public void Dispose()
    {
        while (idle.TryTake(out var host))
        {
            host.Dispose();
        }
    }
}
