namespace Likeness.Cli.Screens;

/// <summary>Passes each report on at once, on the reporting thread, so that reports are shown in order and without delay.</summary>
internal sealed class Relay<T>(Action<T> receive) : IProgress<T>
{
    public void Report(T value) => receive(value);
}
