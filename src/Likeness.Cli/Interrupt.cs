using System.Runtime.InteropServices;
using Likeness.Cli.Screens;

namespace Likeness.Cli;

/// <summary>
/// The first Ctrl-C (or SIGTERM) asks the command to stop where it can be resumed; the second ends it at once. So does a moment without an
/// answer: every file is whole at any time, so that a run is then as it was at its last checkpoint.
/// </summary>
internal sealed class Interrupt : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;
    private readonly ManualResetEventSlim isDisposed = new();

    public Interrupt()
    {
        TrainedFolder = null;
        registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
        ];
    }

    public CancellationToken Token => source.Token;

    /// <summary>What the process says to the shell: 128 and the number of the signal.</summary>
    public int ExitCode { get; private set; } = Cli.ExitCode.Interrupted;

    /// <summary>The folder of the run that is being trained, which can be resumed where it has a checkpoint; null for none.</summary>
    public static string? TrainedFolder { get; set; }

    public void Dispose()
    {
        isDisposed.Set();
        foreach (var registration in registrations)
        {
            registration.Dispose();
        }

        source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (!source.IsCancellationRequested)
        {
            context.Cancel = true;
            ExitCode = context.Signal == PosixSignal.SIGTERM ? Cli.ExitCode.Terminated : Cli.ExitCode.Interrupted;
            // Not a timer: its callback waits for a thread of the pool, all of which may be at work.
            new Thread(EndSoon) { IsBackground = true }.Start();
            source.Cancel();
        }
    }

    private void EndSoon()
    {
        if (isDisposed.Wait(Patience))
        {
            return;
        }

        EndScreen.ShowEnded(TrainedFolder);
        Environment.Exit(ExitCode);
    }
}
