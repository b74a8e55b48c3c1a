namespace Likeness.Data.Downloads;

/// <summary>A file does not come from its address. The message says why and ends a sentence; trying again may or may not help.</summary>
/// <param name="address">Where it was tried last.</param>
/// <param name="message">Why it does not come.</param>
/// <param name="inner">What the network said.</param>
public sealed class DownloadException(Uri address, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Where it was tried last.</summary>
    public Uri Address { get; } = address;
}
