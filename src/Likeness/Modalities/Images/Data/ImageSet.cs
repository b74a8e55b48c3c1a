using Likeness.Data;

namespace Likeness.Modalities.Images.Data;

/// <summary>
/// Images of one size, a byte per value: [image][channel][row][column]. They lie in an array, or, if they are many, in a file of decoded pixels that is
/// mapped into memory.
/// </summary>
public sealed class ImageSet
{
    // A larger selection is a view of the same bytes.
    private const long MaxCopied = 64L << 20;

    private readonly PixelStore store;
    private readonly int[]? places; // of the images of a view in the store; null for all in order
    private string? fingerprint;

    /// <summary>Wraps the bytes without copying.</summary>
    /// <param name="shape">The sizes of one image.</param>
    /// <param name="pixels">All images: a multiple of <see cref="ImageShape.Length"/>, 0 … 255.</param>
    /// <param name="labels">Labels of the images.</param>
    /// <param name="factors">Generative factors of the images.</param>
    /// <exception cref="ArgumentException">The bytes are not a whole number of images, or a label or factor has another length.</exception>
    public ImageSet(
        ImageShape shape,
        byte[] pixels,
        IReadOnlyList<ImageLabel>? labels = null,
        IReadOnlyList<ImageFactor>? factors = null
    )
    {
        if (shape.Channels < 1 || shape.Height < 1 || shape.Width < 1 || pixels.Length % shape.Length != 0)
        {
            throw new ArgumentException($"{pixels.Length} bytes are no images of {shape}.", nameof(pixels));
        }

        (Shape, store) = (shape, new PixelArray(pixels));
        Count = pixels.Length / shape.Length;
        Labels = labels ?? [];
        Factors = factors ?? [];
        if (Labels.Any(label => label.Values.Length != Count) || Factors.Any(factor => factor.Values.Length != Count))
        {
            throw new ArgumentException($"A label or factor is not for {Count} images.", nameof(labels));
        }
    }

    /// <summary>Wraps stored images.</summary>
    /// <param name="shape">The sizes of one image.</param>
    /// <param name="store">A whole number of images.</param>
    /// <param name="places">The places of the set's images in the store; null for all in order.</param>
    /// <param name="labels">Labels of the set's images.</param>
    /// <param name="factors">Generative factors of the set's images.</param>
    internal ImageSet(
        ImageShape shape,
        PixelStore store,
        int[]? places,
        IReadOnlyList<ImageLabel> labels,
        IReadOnlyList<ImageFactor>? factors = null
    )
    {
        (Shape, this.store, this.places) = (shape, store, places);
        Count = places?.Length ?? checked((int)(store.Length / shape.Length));
        (Labels, Factors) = (labels, factors ?? []);
    }

    /// <summary>Images of numbers, rounded to bytes.</summary>
    /// <param name="shape">The sizes of one image.</param>
    /// <param name="values">All images, [image][channel][row][column], from 0 (black) to 1.</param>
    /// <param name="labels">Labels of the images.</param>
    /// <exception cref="ArgumentException">A number is not in [0, 1], they are not a whole number of images, or a label has another length.</exception>
    public static ImageSet FromFloats(
        ImageShape shape,
        ReadOnlySpan<float> values,
        IReadOnlyList<ImageLabel>? labels = null
    )
    {
        var pixels = new byte[values.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = values[i] is >= 0 and <= 1
                ? (byte)MathF.Round(values[i] * byte.MaxValue)
                : throw new ArgumentException($"The value {values[i]} at {i} is not in [0, 1].", nameof(values));
        }

        return new ImageSet(shape, pixels, labels);
    }

    /// <summary>All values, [image][channel][row][column], from 0 (black) to 1; the inverse of <see cref="FromFloats"/> but for rounding.</summary>
    public float[] ToFloats() => Array.ConvertAll(Pixels, value => value / (float)byte.MaxValue);

    /// <summary>The sizes of one image.</summary>
    public ImageShape Shape { get; }

    /// <summary>All values: [image][channel][row][column]. Of images in a file, and of some in an array, a copy.</summary>
    /// <exception cref="LikenessException">A copy would exceed 2 GiB.</exception>
    public byte[] Pixels => places is null && store.Array is { } all ? all : Copy(Enumerable.Range(0, Count), Count);

    /// <summary>Whether the images lie in a file.</summary>
    internal bool IsOnDisk => store.Array is null;

    /// <summary>Labels of the images; may be empty.</summary>
    public IReadOnlyList<ImageLabel> Labels { get; }

    /// <summary>Generative factors of the images; may be empty.</summary>
    public IReadOnlyList<ImageFactor> Factors { get; }

    /// <summary>Where each image is the result of an edit, the pictures before it, of the same sizes; the first label is then the edit's word. Else null.</summary>
    internal ImageSet? Before { get; init; }

    /// <summary>The file of each image, relative to its folder or archive; empty for images that are of no files.</summary>
    internal IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The sizes that the images had before all of them were padded to <see cref="Shape"/>; null if they were not.</summary>
    internal ImageShape? Unpadded { get; init; }

    /// <summary>The number of images.</summary>
    public int Count { get; }

    /// <summary>The values of one image: [channel][row][column].</summary>
    /// <param name="index">The index of the image, from 0.</param>
    public ReadOnlySpan<byte> this[int index] =>
        store.Slice((long)(places is null ? index : places[index]) * Shape.Length, Shape.Length);

    /// <summary>Selects images, in this order, with their labels and factors.</summary>
    /// <param name="indices">Indices of images, with repetition allowed.</param>
    /// <returns>A copy, or a view of the same bytes if it is larger than 64 MiB.</returns>
    public ImageSet Take(IReadOnlyList<int> indices) =>
        indices.Count <= MaxCopied / Shape.Length
            ? new ImageSet(Shape, Copy(indices, indices.Count), LabelsOf(indices), FactorsOf(indices))
            {
                Before = Before?.Take(indices),
                Unpadded = Unpadded,
                Files = FilesOf(indices),
            }
            : View(indices);

    /// <summary>As <see cref="Take"/>, without a copy of the pixels.</summary>
    internal ImageSet View(IReadOnlyList<int> indices) =>
        new(Shape, store, [.. indices.Select(i => places?[i] ?? i)], LabelsOf(indices), FactorsOf(indices))
        {
            Before = Before?.View(indices),
            Unpadded = Unpadded,
            Files = FilesOf(indices),
        };

    /// <summary>The same images with other labels.</summary>
    internal ImageSet WithLabels(IReadOnlyList<ImageLabel> labels) =>
        new(Shape, store, places, labels, Factors)
        {
            Before = Before,
            Files = Files,
            Unpadded = Unpadded,
        };

    /// <summary>The same images, of which it is known what they were padded from; null for unknown.</summary>
    internal ImageSet PaddedFrom(ImageShape? unpadded) =>
        new(Shape, store, places, Labels, Factors)
        {
            Before = Before,
            Files = Files,
            Unpadded = unpadded is { } size ? size with { Channels = Shape.Channels } : null,
        };

    /// <summary>The fingerprint of a set whose bytes cannot change, computed once; else computed each time.</summary>
    internal string Fingerprint(Func<string> compute) => IsOnDisk ? fingerprint ??= compute() : compute();

    /// <summary>Selects the images of some classes of the first label, or one label of all images; other labels are dropped.</summary>
    /// <param name="classes">The names of the classes, whose order labels follow, or the name of one of several labels.</param>
    /// <exception cref="LikenessException">The images have no classes, or none of a name.</exception>
    public ImageSet TakeClasses(IReadOnlyList<string> classes)
    {
        var (which, label) = ImageLabel.OfClasses(Labels, classes);
        return Take(which).WithLabels([label]);
    }

    /// <summary>One image with its channels interleaved, as in image files; one or three channels.</summary>
    /// <param name="index">The index of the image, from 0.</param>
    public PixelImage Picture(int index)
    {
        var values = this[index];
        int places = Shape.Height * Shape.Width;
        var pixels = new byte[values.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = values[(i % Shape.Channels * places) + (i / Shape.Channels)];
        }

        return new PixelImage(Shape.Width, Shape.Height, Shape.Channels, pixels);
    }

    private IReadOnlyList<ImageLabel> LabelsOf(IReadOnlyList<int> indices) =>
        [.. Labels.Select(label => label.Take(indices))];

    private IReadOnlyList<string> FilesOf(IReadOnlyList<int> indices) =>
        Files.Count == 0 ? [] : [.. indices.Select(i => Files[i])];

    private IReadOnlyList<ImageFactor> FactorsOf(IReadOnlyList<int> indices) =>
        [.. Factors.Select(factor => factor with { Values = [.. indices.Select(i => factor.Values[i])] })];

    /// <summary>The bytes of images that are made one after another.</summary>
    /// <param name="count">The number of images.</param>
    /// <param name="shape">Their sizes.</param>
    /// <param name="fix">How to make it fewer bytes.</param>
    /// <exception cref="LikenessException">They exceed 2 GiB, or the available memory.</exception>
    internal static byte[] Allocate(int count, ImageShape shape, string fix)
    {
        long bytes = (long)count * shape.Length;
        if (bytes > Array.MaxLength)
        {
            throw new LikenessException($"{count} images of {shape} take more than 2 GiB of memory ({fix})");
        }

        AvailableMemory.Require(bytes, $"{count} images of {shape}", fix);
        return new byte[bytes];
    }

    private byte[] Copy(IEnumerable<int> indices, int count)
    {
        byte[] pixels = Allocate(count, Shape, "take fewer of them, or smaller ones by --size");
        int place = 0;
        foreach (int i in indices)
        {
            this[i].CopyTo(pixels.AsSpan(place));
            place += Shape.Length;
        }

        return pixels;
    }
}
