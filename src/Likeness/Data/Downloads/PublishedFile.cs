namespace Likeness.Data.Downloads;

/// <summary>A file as its authors publish it.</summary>
/// <param name="Name">Its name, also used here.</param>
/// <param name="Md5">Its published checksum: 32 hexadecimal digits, lower-case.</param>
/// <param name="Bytes">Its length, if known.</param>
/// <param name="Addresses">Its addresses, in order of preference; at least one.</param>
public sealed record PublishedFile(string Name, string Md5, long? Bytes, params IReadOnlyList<Uri> Addresses);
