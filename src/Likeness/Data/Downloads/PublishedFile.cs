namespace Likeness.Data.Downloads;

/// <summary>A file as its makers publish it.</summary>
/// <param name="Name">Its name, and what it is called here.</param>
/// <param name="Md5">The sum that its makers give: 32 hexadecimal digits, lower-case.</param>
/// <param name="Bytes">Its length, where known.</param>
/// <param name="Addresses">Where it is to be had, the best first; at least one.</param>
public sealed record PublishedFile(string Name, string Md5, long? Bytes, params IReadOnlyList<Uri> Addresses);
