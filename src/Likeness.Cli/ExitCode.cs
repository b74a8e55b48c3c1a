namespace Likeness.Cli;

/// <summary>What the process says to the shell.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>A fault of the program itself.</summary>
    public const int Failure = 1;

    /// <summary>A mistake that the user can mend.</summary>
    public const int UserMistake = 2;

    /// <summary>Stopped by Ctrl-C: 128 + SIGINT, as shells count.</summary>
    public const int Interrupted = 130;

    /// <summary>Stopped by SIGTERM: 128 + SIGTERM.</summary>
    public const int Terminated = 143;
}
