namespace Likeness.Cli.Streams;

/// <summary>
/// Passes on what is written until that fails, and drops the rest: a training does not end because nobody sees its progress. What failed is
/// kept, to be said at the end.
/// </summary>
/// <param name="inner">Where it goes.</param>
internal sealed class PatientStream(Stream inner) : WriteOnlyStream
{
    /// <summary>Why the rest was dropped; null where nothing was.</summary>
    public Exception? Failure { get; private set; }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (Failure is not null)
        {
            return;
        }

        try
        {
            inner.Write(buffer);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Failure = error;
        }
    }
}
