namespace Likeness.Data.Downloads;

/// <summary>A file as its authors publish it.</summary>
/// <param name="Name">Its name, also used here.</param>
/// <param name="Md5">Its published checksum: 32 hexadecimal digits, lower-case; empty if only <see cref="Sha256"/> is known.</param>
/// <param name="Bytes">Its length, if known.</param>
/// <param name="Addresses">Its addresses, in order of preference; at least one. Of a file that is obtained by hand, the page that offers it.</param>
public sealed record PublishedFile(string Name, string Md5, long? Bytes, params IReadOnlyList<Uri> Addresses)
{
    /// <summary>Its SHA-256 checksum, 64 hexadecimal digits, lower-case, where there is no published MD5 checksum; else null.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Whether its authors ask for a registration, or its host for a browser: it is never downloaded.</summary>
    public bool IsByHand { get; init; }

    /// <summary>The folders that stand for it where a user has extracted it, in order of preference.</summary>
    internal IReadOnlyList<string> Extracted { get; init; } = [];
}
