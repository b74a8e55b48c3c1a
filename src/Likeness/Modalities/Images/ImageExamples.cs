using Likeness.Data.Transforms;
using Likeness.Modalities.Images.Data;
using Likeness.Training;

namespace Likeness.Modalities.Images;

/// <summary>The images of a set, which stay bytes until they are requested.</summary>
/// <param name="images">The images.</param>
/// <param name="transform">The map to model space.</param>
/// <param name="flip">Whether half of them, chosen in each epoch, are mirrored.</param>
internal sealed class ImageExamples(ImageSet images, ImageTransform transform, bool flip = false) : IExamples
{
    /// <summary>The images.</summary>
    public ImageSet Images => images;

    public int Count => images.Count;

    public int Width => transform.Width;

    public void Fill(ReadOnlySpan<int> which, Span<float> rows, DequantisationNoise? noise) =>
        transform.Forward(images, which, rows, noise, flip);

    public string NameOf(int index)
    {
        if (transform.LearnsClass && index == transform.Width - 1)
        {
            return "the class";
        }

        index %= transform.Shape.Length;
        var (channel, pixel) = Math.DivRem(index, transform.Shape.Height * transform.Shape.Width);
        var (row, column) = Math.DivRem(pixel, transform.Shape.Width);
        return $"the pixel at row {row}, column {column}, channel {channel}";
    }
}
