namespace Likeness.Modalities.Images.Data;

/// <summary>The bytes of a set of images, one image after another: an array, or a file that is mapped into memory.</summary>
internal abstract class PixelStore
{
    /// <summary>The number of bytes.</summary>
    public abstract long Length { get; }

    /// <summary>The array that holds the bytes; null if none does.</summary>
    public virtual byte[]? Array => null;

    /// <summary>Some of the bytes.</summary>
    /// <param name="start">The first, from 0.</param>
    /// <param name="length">Their number.</param>
    public abstract ReadOnlySpan<byte> Slice(long start, int length);
}

/// <summary>Bytes in an array.</summary>
internal sealed class PixelArray(byte[] bytes) : PixelStore
{
    public override long Length => bytes.Length;

    public override byte[] Array => bytes;

    public override ReadOnlySpan<byte> Slice(long start, int length) => bytes.AsSpan((int)start, length);
}
