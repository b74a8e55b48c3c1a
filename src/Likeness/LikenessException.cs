namespace Likeness;

/// <summary>
/// An error that the user can fix. The message is one sentence that names the subject, the location and the fix. It names options as C# does
/// (<c>LearningRate</c>); the command line prints <see cref="CommandLineMessage"/> and exits with code 2.
/// </summary>
/// <param name="message">The sentence, with options as the command line names them (<c>--learning-rate</c>).</param>
/// <param name="inner">The cause; null for none.</param>
public sealed class LikenessException(string message, Exception? inner = null)
    : Exception(OptionNames.ToProperties(message), inner)
{
    /// <summary>The sentence with options as the command line names them, such as <c>--learning-rate</c>.</summary>
    public string CommandLineMessage { get; } = message;
}
