using Microsoft.Win32.SafeHandles;

namespace Likeness.Modalities.Images.Data.Pictures;

/// <summary>Receives decoded pictures in any order, from any thread: in an array or in a file.</summary>
internal sealed class PictureTarget
{
    private readonly ImageShape shape;
    private readonly byte[]? memory;
    private readonly SafeFileHandle? file;
    private volatile bool isColoured;

    /// <summary>Collects in memory.</summary>
    /// <param name="shape">The sizes of a picture; grey ones are stored as colour ones if it has three channels.</param>
    /// <param name="count">The number of pictures; at most 2 GiB.</param>
    public PictureTarget(ImageShape shape, int count) => (this.shape, memory) = (shape, new byte[count * shape.Length]);

    /// <summary>Collects in a file.</summary>
    public PictureTarget(ImageShape shape, SafeFileHandle file) => (this.shape, this.file) = (shape, file);

    /// <summary>Whether one of the pictures had colours.</summary>
    public bool IsColoured => isColoured;

    /// <summary>The array; empty if pictures went to a file.</summary>
    public byte[] Pixels => memory ?? [];

    /// <summary>Stores a picture.</summary>
    /// <param name="index">Its index.</param>
    /// <param name="picture">One picture of one or three channels.</param>
    public void Write(int index, ImageSet picture)
    {
        if (picture.Shape.Channels > 1)
        {
            isColoured = true;
        }

        if (memory is not null)
        {
            ImageColours.Convert(picture[0], memory.AsSpan(index * shape.Length, shape.Length));
            return;
        }

        var pixels = new byte[shape.Length];
        ImageColours.Convert(picture[0], pixels);
        RandomAccess.Write(file!, pixels, (long)index * shape.Length);
    }
}
