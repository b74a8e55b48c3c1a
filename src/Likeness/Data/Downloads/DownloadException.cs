namespace Likeness.Data.Downloads;

/// <summary>A file cannot be downloaded from its address. The message completes a sentence; a retry may or may not help.</summary>
/// <param name="address">The last address tried.</param>
/// <param name="message">The reason.</param>
/// <param name="inner">The network error.</param>
public sealed class DownloadException(Uri address, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The last address tried.</summary>
    public Uri Address { get; } = address;
}
