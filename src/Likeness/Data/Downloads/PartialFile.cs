using System.Security.Cryptography;

namespace Likeness.Data.Downloads;

/// <summary>What has come of a file so far, on the disk; kept until the file is whole.</summary>
internal sealed class PartialFile : IDisposable
{
    /// <summary>The longest file that is fetched without its length being known: 4 GiB.</summary>
    public const long Max = 4L << 30;

    private readonly FileStream stream;

    private PartialFile(FileStream stream) => this.stream = stream;

    /// <summary>How many bytes have come.</summary>
    public long Length => stream.Length;

    /// <summary>Opens <c>.NAME.part</c> in a folder; makes both where they are missing.</summary>
    /// <exception cref="LikenessException">The place may not be written to, or another process writes there.</exception>
    public static PartialFile Open(string folder, string name)
    {
        string path = Path.Combine(folder, $".{name}.part");
        return Guarded(
            path,
            () =>
            {
                Directory.CreateDirectory(folder);
                var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Delete);
                stream.Seek(0, SeekOrigin.End);
                return new PartialFile(stream);
            }
        );
    }

    /// <summary>Adds bytes at the end.</summary>
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

    /// <summary>Begins anew.</summary>
    public void Clear() => stream.SetLength(0);

    /// <summary>The sum of all bytes so far: 32 hexadecimal digits.</summary>
    public async Task<string> Md5Async(CancellationToken cancellationToken)
    {
        stream.Position = 0;
#pragma warning disable CA5351 // the sums that the makers of datasets publish; they guard against accidents, not attackers
        byte[] sum = await MD5.HashDataAsync(stream, cancellationToken).ConfigureAwait(false);
#pragma warning restore CA5351
        return Convert.ToHexStringLower(sum);
    }

    /// <summary>Gives the file its own name; one of that name is replaced.</summary>
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

    /// <summary>Closes the file; an empty one is removed.</summary>
    public void Dispose()
    {
        bool empty = stream.CanRead && stream.Length == 0;
        stream.Dispose();
        if (empty)
        {
            File.Delete(stream.Name);
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
