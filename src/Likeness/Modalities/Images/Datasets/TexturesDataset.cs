using Likeness.Compute.Cpu;
using Likeness.Data.Downloads;
using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Datasets;

/// <summary>
/// Generated textures of twelve kinds in random colours, sizes and directions. The features of <c>likeness style</c> are learned from them; they stand for
/// collections of photographed textures, such as DTD (Cimpoi et al. 2014).
/// </summary>
[ImageDataset(
    "textures",
    Title = "Textures",
    Summary = "7,000 generated textures of twelve kinds in random colours, 32 × 32",
    Source = "generated from the seed",
    Licence = "none needed"
)]
public sealed class TexturesDataset : IImageDataset
{
    private const int Size = 32;
    private const ulong Stream = 0x74657874757265; // the ASCII codes of texture

    /// <inheritdoc/>
    public ImageShape Shape => new(3, Size, Size);

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes => Texture.Kinds;

    /// <inheritdoc/>
    public ImageCounts Counts => new(6_000, 0, 1_000);

    /// <inheritdoc/>
    public string Folder => "textures";

    /// <inheritdoc/>
    public IReadOnlyList<PublishedFile> Files => [];

    /// <inheritdoc/>
    public ImageSplits Load(DatasetFolder folder, ulong seed) =>
        new(Generate(seed, Counts.Train), Test: Generate(seed, Counts.Test, part: 1));

    /// <summary>Generates textures; the kinds take turns.</summary>
    /// <param name="seed">The same seed gives the same bytes.</param>
    /// <param name="count">The number of images.</param>
    /// <param name="size">Pixels per side; a larger image shows more of a texture.</param>
    /// <param name="part">Another part has other textures.</param>
    public static ImageSet Generate(ulong seed, int count, int size = Size, ulong part = 0)
    {
        var shape = new ImageShape(3, size, size);
        var pixels = new byte[checked(count * shape.Length)];
        var kinds = new int[count];
        var random = new PhiloxRandom(seed, Stream + part);
        for (int i = 0; i < count; i++)
        {
            kinds[i] = i % Texture.Kinds.Length;
            new Texture(kinds[i], random).Paint(pixels.AsSpan(i * shape.Length, shape.Length), size);
        }

        return new ImageSet(shape, pixels, [new ImageLabel(ClassLabel.Name, Texture.Kinds, kinds)]);
    }
}
