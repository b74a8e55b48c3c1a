namespace Likeness.Cli.Streams;

/// <summary>
/// Passes on what is written until that fails, and drops the rest: training does not end because its progress cannot be shown. The error is
/// kept and reported at the end.
/// </summary>
/// <param name="inner">The stream written to.</param>
internal sealed class PatientStream(Stream inner) : WriteOnlyStream
{
    /// <summary>Why the rest was dropped; null if nothing was dropped.</summary>
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
