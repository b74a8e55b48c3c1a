namespace Likeness.Cli;

/// <summary>The process's exit code.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>An error of the program itself.</summary>
    public const int Failure = 1;

    /// <summary>A mistake that the user can correct.</summary>
    public const int UserMistake = 2;

    /// <summary>Stopped by Ctrl-C: 128 + SIGINT, the shell convention.</summary>
    public const int Interrupted = 130;

    /// <summary>Stopped by SIGTERM: 128 + SIGTERM.</summary>
    public const int Terminated = 143;
}
