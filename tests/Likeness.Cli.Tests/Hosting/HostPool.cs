using System.Collections.Concurrent;

namespace Likeness.Cli.Tests.Hosting;

/// <summary>The host processes of a test run: as many as there are commands at once.</summary>
/// <param name="start">Starts a process.</param>
/// <param name="log">Receives what happened to a process whose command is run once more.</param>
internal sealed class HostPool(Func<HostProcess> start, Action<string> log) : IDisposable
{
    private readonly ConcurrentBag<HostProcess> idle = [];

    /// <summary>
    /// Runs a command in an idle process, or in a new one if all are busy. A process that fails is not used again: if it has run other commands before, this
    /// one is run once more in a new process, as a user would run it.
    /// </summary>
    public async Task<CliResult> RunAsync(string folder, IReadOnlyList<string> arguments, TimeSpan patience)
    {
        if (!idle.TryTake(out var used))
        {
            return await RunAsync(start(), folder, arguments, patience);
        }

        try
        {
            return await RunAsync(used, folder, arguments, patience);
        }
        catch (Exception error) when (error is TimeoutException or InvalidOperationException or IOException)
        {
            log($"likeness {string.Join(' ', arguments)}: {error.Message}");
            return await RunAsync(start(), folder, arguments, patience);
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

    private async Task<CliResult> RunAsync(
        HostProcess host,
        string folder,
        IReadOnlyList<string> arguments,
        TimeSpan patience
    )
    {
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
}
