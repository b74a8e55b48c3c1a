using System.Security.Cryptography;

namespace Likeness.Data.Downloads;

/// <summary>The received part of a file on the disk; kept until the file is complete.</summary>
internal sealed class PartialFile : IDisposable
{
    /// <summary>The maximum length of a file of unknown length: 4 GiB.</summary>
    public const long Max = 4L << 30;

    private readonly FileStream stream;
    private readonly string[] made;

    private PartialFile(FileStream stream, string[] made) => (this.stream, this.made) = (stream, made);

    /// <summary>The number of received bytes.</summary>
    public long Length => stream.Length;

    /// <summary>Opens <c>.NAME.part</c> in a folder; creates both if missing.</summary>
    /// <exception cref="LikenessException">Permission is denied, or another process writes the file.</exception>
    public static PartialFile Open(string folder, string name)
    {
        string path = Path.Combine(folder, $".{name}.part");
        return Guarded(
            path,
            () =>
            {
                string[] made = [.. MissingFolders(Path.GetFullPath(folder))];
                Directory.CreateDirectory(folder);
                var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Delete);
                stream.Seek(0, SeekOrigin.End);
                return new PartialFile(stream, made);
            }
        );
    }

    /// <summary>Appends bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        try
        {
            stream.Write(bytes);
            stream.Flush();
        }
        catch (IOException failure)
        {
            throw Unwritable(stream.Name, failure);
        }
    }

    /// <summary>Starts again.</summary>
    public void Clear() => stream.SetLength(0);

    /// <summary>The checksum of all bytes so far: 32 hexadecimal digits of MD5, or 64 of SHA-256.</summary>
    public async Task<string> SumAsync(bool isSha256, CancellationToken cancellationToken)
    {
        stream.Position = 0;
        if (isSha256)
        {
            return Convert.ToHexStringLower(
                await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false)
            );
        }

#pragma warning disable CA5351 // the checksums that dataset authors publish; they guard against accidents, not attackers
        byte[] sum = await MD5.HashDataAsync(stream, cancellationToken).ConfigureAwait(false);
#pragma warning restore CA5351
        return Convert.ToHexStringLower(sum);
    }

    /// <summary>Renames the file to its final name; an existing file is replaced.</summary>
    public void MoveTo(string path) =>
        Guarded(
            path,
            () =>
            {
                stream.Flush(flushToDisk: true);
                stream.Dispose();
                File.Move(stream.Name, path, overwrite: true);
                return 0;
            }
        );

    /// <summary>Closes the file; an empty one is removed, with the folders that were created for it.</summary>
    public void Dispose()
    {
        bool empty = stream.CanRead && stream.Length == 0;
        stream.Dispose();
        if (empty)
        {
            File.Delete(stream.Name);
            foreach (string folder in made.Where(folder => !Directory.EnumerateFileSystemEntries(folder).Any()))
            {
                Directory.Delete(folder);
            }
        }
    }

    // The innermost first.
    private static IEnumerable<string> MissingFolders(string folder)
    {
        for (string? at = folder; at is not null && !Directory.Exists(at); at = Path.GetDirectoryName(at))
        {
            yield return at;
        }
    }

    private static T Guarded<T>(string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, failure);
        }
    }

    private static LikenessException Unwritable(string path, Exception failure) =>
        new(
            $"{path}: the download cannot be written: {failure.Message.TrimEnd('.')} (free some space, or choose another folder by --data-dir)",
            failure
        );
}
