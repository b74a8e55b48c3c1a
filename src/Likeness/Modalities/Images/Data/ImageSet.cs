using Likeness.Data;

namespace Likeness.Modalities.Images.Data;

/// <summary>Images of one size, a byte per value, one after another in one array: [image][channel][row][column].</summary>
public sealed class ImageSet
{
    /// <summary>Takes the bytes as they are; nothing is copied.</summary>
    /// <param name="shape">The sizes of one image.</param>
    /// <param name="pixels">All images: a multiple of <see cref="ImageShape.Length"/>, 0 … 255.</param>
    /// <param name="labels">What is known of each image in classes.</param>
    /// <param name="factors">What is known of each image in numbers.</param>
    /// <exception cref="ArgumentException">The bytes are no whole number of images, or a label or factor is of another length.</exception>
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

        Shape = shape;
        Pixels = pixels;
        Labels = labels ?? [];
        Factors = factors ?? [];
        if (Labels.Any(label => label.Values.Length != Count) || Factors.Any(factor => factor.Values.Length != Count))
        {
            throw new ArgumentException($"A label or factor is not for {Count} images.", nameof(labels));
        }
    }

    /// <summary>The sizes of one image.</summary>
    public ImageShape Shape { get; }

    /// <summary>All values: [image][channel][row][column].</summary>
    public byte[] Pixels { get; }

    /// <summary>What is known of each image in classes; empty where nothing is.</summary>
    public IReadOnlyList<ImageLabel> Labels { get; }

    /// <summary>What is known of each image in numbers; empty where nothing is.</summary>
    public IReadOnlyList<ImageFactor> Factors { get; }

    /// <summary>How many images there are.</summary>
    public int Count => Pixels.Length / Shape.Length;

    /// <summary>The values of one image: [channel][row][column].</summary>
    /// <param name="index">Which image, from 0.</param>
    public ReadOnlySpan<byte> this[int index] => Pixels.AsSpan(index * Shape.Length, Shape.Length);

    /// <summary>Some of the images, in the order asked for, with all that is known of them.</summary>
    /// <param name="indices">Which images; one may come twice.</param>
    public ImageSet Take(IReadOnlyList<int> indices)
    {
        var pixels = new byte[checked(indices.Count * Shape.Length)];
        for (int i = 0; i < indices.Count; i++)
        {
            this[indices[i]].CopyTo(pixels.AsSpan(i * Shape.Length));
        }

        return new ImageSet(
            Shape,
            pixels,
            [.. Labels.Select(label => label with { Values = [.. indices.Select(i => label.Values[i])] })],
            [.. Factors.Select(factor => factor with { Values = [.. indices.Select(i => factor.Values[i])] })]
        );
    }

    /// <summary>The images of some classes of the first label alone, which is all that stays known of them.</summary>
    /// <param name="classes">The names of the classes, which are counted in this order.</param>
    /// <exception cref="LikenessException">The images have no classes, or none of a name.</exception>
    public ImageSet TakeClasses(IReadOnlyList<string> classes)
    {
        if (Labels.Count == 0)
        {
            throw new LikenessException(
                $"the images have no classes, of which {string.Join(", ", classes)} could be taken (give a folder for each class)"
            );
        }

        int[] numbers = [.. classes.Select(name => ImageLabel.NumberOf(Labels[0].Classes, name))];
        int[] which = [.. Enumerable.Range(0, Count).Where(i => numbers.Contains(Labels[0].Values[i]))];
        int[] values = [.. which.Select(i => Array.IndexOf(numbers, Labels[0].Values[i]))];
        return new ImageSet(Shape, Take(which).Pixels, [new ImageLabel(Labels[0].Name, classes, values)]);
    }

    /// <summary>One image with its channels interleaved, as pictures are written; of one or three channels.</summary>
    /// <param name="index">Which image, from 0.</param>
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
}
