using Likeness.Data;

namespace Likeness.Modalities.Images.Data;

/// <summary>Images of one size, a byte per value, one after another in one array: [image][channel][row][column].</summary>
public sealed class ImageSet
{
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

    /// <summary>Labels of the images; may be empty.</summary>
    public IReadOnlyList<ImageLabel> Labels { get; }

    /// <summary>Generative factors of the images; may be empty.</summary>
    public IReadOnlyList<ImageFactor> Factors { get; }

    /// <summary>The number of images.</summary>
    public int Count => Pixels.Length / Shape.Length;

    /// <summary>The values of one image: [channel][row][column].</summary>
    /// <param name="index">The index of the image, from 0.</param>
    public ReadOnlySpan<byte> this[int index] => Pixels.AsSpan(index * Shape.Length, Shape.Length);

    /// <summary>Selects images, in this order, with their labels and factors.</summary>
    /// <param name="indices">Indices of images, with repetition allowed.</param>
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

    /// <summary>Selects the images of some classes of the first label; other labels are dropped.</summary>
    /// <param name="classes">The names of the classes; labels follow this order.</param>
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

    /// <summary>The images with another number of channels: grey becomes the same colour in each, and colours become their mean.</summary>
    /// <param name="channels">1 or 3.</param>
    internal ImageSet WithChannels(int channels)
    {
        var shape = Shape with { Channels = channels };
        int places = Shape.Height * Shape.Width;
        var pixels = new byte[Count * shape.Length];
        for (int i = 0; i < Count; i++)
        {
            for (int place = 0; place < places; place++)
            {
                int sum = 0;
                for (int c = 0; c < Shape.Channels; c++)
                {
                    sum += this[i][(c * places) + place];
                }

                for (int c = 0; c < channels; c++)
                {
                    pixels[(i * shape.Length) + (c * places) + place] = (byte)(
                        (sum + (Shape.Channels / 2)) / Shape.Channels
                    );
                }
            }
        }

        return new ImageSet(shape, pixels, Labels, Factors);
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
}
