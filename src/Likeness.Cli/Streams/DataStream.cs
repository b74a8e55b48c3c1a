namespace Likeness.Cli.Streams;

/// <summary>Standard output for data: that it cannot be written is an error of one sentence.</summary>
/// <param name="inner">Where it goes.</param>
internal sealed class DataStream(Stream inner) : WriteOnlyStream
{
    /// <inheritdoc/>
    /// <exception cref="LikenessException">It is closed or full.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner.Write(buffer);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StandardStreams.Describe(error);
        }
    }
}
