using System.Collections.Concurrent;
using System.IO.MemoryMappedFiles;
using Likeness.Data;

namespace Likeness.Modalities.Images.Data;

/// <summary>
/// Bytes at the beginning of a file, mapped into memory: the system reads pages when they are used and gives them up when memory is needed.
/// </summary>
internal sealed unsafe class PixelMap : PixelStore
{
    // A span does not keep its set alive, so that a mapping stays for the life of the process; sets of one file share it.
    private static readonly ConcurrentDictionary<(string Path, long Bytes, long Written), PixelMap> Open = new();

    private readonly byte* start;

    private PixelMap(string path, long length)
    {
        Length = length;
        var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        var view = file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        start += view.PointerOffset;
    }

    public override long Length { get; }

    /// <summary>Maps a file.</summary>
    /// <param name="path">The file; it may be replaced later, but not changed in place.</param>
    /// <param name="length">The number of bytes from its beginning; at least one.</param>
    /// <exception cref="LikenessException">The file cannot be read.</exception>
    public static PixelMap FromFile(string path, long length)
    {
        try
        {
            var file = new FileInfo(Path.GetFullPath(path));
            return Open.GetOrAdd(
                (file.FullName, length, file.LastWriteTimeUtc.Ticks),
                key => new PixelMap(key.Path, key.Bytes)
            );
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw InputFile.Describe(path, failure);
        }
    }

    public override ReadOnlySpan<byte> Slice(long start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, Length - length);
        return new ReadOnlySpan<byte>(this.start + start, length);
    }
}
