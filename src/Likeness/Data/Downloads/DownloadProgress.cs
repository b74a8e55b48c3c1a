namespace Likeness.Data.Downloads;

/// <summary>How far a download has come.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Received">Bytes that are here, those of an earlier try included.</param>
/// <param name="Total">Bytes of the whole file, where known.</param>
public readonly record struct DownloadProgress(string File, long Received, long? Total);
