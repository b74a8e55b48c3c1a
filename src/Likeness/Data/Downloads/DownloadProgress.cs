namespace Likeness.Data.Downloads;

/// <summary>Progress of a download.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Received">Received bytes, including those of earlier attempts.</param>
/// <param name="Total">Bytes of the whole file, if known.</param>
public readonly record struct DownloadProgress(string File, long Received, long? Total);
