using System.Diagnostics;

namespace Likeness.Cli;

/// <summary>The time since the command started; a budget counts from there.</summary>
internal static class CommandClock
{
    private static readonly AsyncLocal<long> Began = new();
    private static readonly AsyncLocal<TimeSpan> Before = new();

    /// <summary>The time since <see cref="Start"/>, or else since the first call, and what came before it.</summary>
    public static TimeSpan Elapsed
    {
        get
        {
            if (Began.Value == 0)
            {
                Start(TimeSpan.Zero);
            }

            return Before.Value + Stopwatch.GetElapsedTime(Began.Value);
        }
    }

    /// <summary>Begins a command.</summary>
    /// <param name="before">The time since the start of the process, if the process is this command.</param>
    public static void Start(TimeSpan before)
    {
        Began.Value = Stopwatch.GetTimestamp();
        Before.Value = before;
    }

    /// <summary>The age of this process.</summary>
    public static TimeSpan ProcessAge()
    {
        using var process = Process.GetCurrentProcess();
        var age = DateTime.Now - process.StartTime;
        return age > TimeSpan.Zero && age < TimeSpan.FromMinutes(1) ? age : TimeSpan.Zero;
    }
}
