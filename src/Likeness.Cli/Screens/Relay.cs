namespace Likeness.Cli.Screens;

/// <summary>Hands each report on at once, on the reporting thread, so that none is shown late or out of order.</summary>
internal sealed class Relay<T>(Action<T> receive) : IProgress<T>
{
    public void Report(T value) => receive(value);
}
