using System.Text.Json;
using System.Text.Json.Serialization;
using Likeness.Data.Transforms;

namespace Likeness.Modalities.Images.Data;

/// <summary>
/// Maps images to the space of a model, and back: a row is [channel][row][column], followed by the pixels before the edit if edits are learned, and by the
/// index of the class if it is learned.
/// Stored with the model.
/// </summary>
/// <param name="Shape">The sizes of an image.</param>
/// <param name="Scale">The scale of pixel values.</param>
/// <param name="Classes">The names of the classes; may be empty.</param>
/// <param name="LearnsClass">Whether a row's last value is the index of its class.</param>
public sealed record ImageTransform(
    ImageShape Shape,
    PixelScale Scale,
    IReadOnlyList<string> Classes,
    bool LearnsClass = false
)
{
    /// <summary>λ of <see cref="PixelScale.Logit"/>, as in Dinh et al. 2017.</summary>
    public const double Lambda = 0.05;

    private const int Levels = 256;
    private const int Largest = Levels - 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new NamedEnumConverter() },
    };

    private static readonly float[][] Tables = [.. Enum.GetValues<PixelScale>().Select(Values)];

    /// <summary>Whether a row has the pixels of the picture before the edit, too; the class is then the word of the edit.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    internal bool LearnsEdits { get; init; }

    /// <summary>How many training images each of <see cref="Classes"/> has; null where classes are not learned, or of equal size.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal IReadOnlyList<int>? ClassCounts { get; init; }

    /// <summary>The sizes of the data's images if they are padded to <see cref="Shape"/>; null if they are of it.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal ImageShape? Unpadded { get; init; }

    /// <summary>The sizes of samples: those of the data before it was padded.</summary>
    [JsonIgnore]
    public ImageShape SampleShape => Unpadded ?? Shape;

    /// <summary>The width of a row.</summary>
    [JsonIgnore]
    public int Width => (Shape.Length * (LearnsEdits ? 2 : 1)) + (LearnsClass ? 1 : 0);

    /// <summary>Refuses images of other sizes.</summary>
    /// <param name="given">Their sizes.</param>
    /// <exception cref="LikenessException">They are of neither <see cref="Shape"/> nor <see cref="SampleShape"/>.</exception>
    internal void RequireShape(ImageShape given)
    {
        if (given != Shape && given != SampleShape)
        {
            bool isColour = given with { Channels = Shape.Channels } == Shape && given.Channels is 1 or 3;
            string fix =
                isColour && Shape.Channels is 1 or 3
                    ? $"give --colour {(Shape.Channels == 1 ? "grey" : "rgb")}"
                    : "give images of those sizes";
            throw new LikenessException($"the images are of {given}, but the run was trained on {SampleShape} ({fix})");
        }
    }

    /// <summary>Images in the size of samples: those of <see cref="Shape"/> without the frame of their padding.</summary>
    internal ImageSet Unpad(ImageSet images) =>
        Unpadded is { } size && images.Shape == Shape ? ImageResize.Unpad(images, size) : images;

    /// <summary>The number of levels of a pixel's value; 0 if it is continuous.</summary>
    [JsonIgnore]
    public int Bins =>
        Scale switch
        {
            PixelScale.Levels => Levels,
            PixelScale.Binary or PixelScale.Threshold => 2,
            _ => 0,
        };

    /// <summary>Writes the rows of some images.</summary>
    /// <param name="images">Images of <see cref="Shape"/>, or of <see cref="SampleShape"/>, which are padded.</param>
    /// <param name="which">Indices of images.</param>
    /// <param name="rows">Receives [which.Length × <see cref="Width"/>].</param>
    /// <param name="noise">Random numbers for dequantisation and binarisation; null puts a value in the middle of its level.</param>
    /// <param name="flip">Whether half of the images are mirrored; needs <paramref name="noise"/>.</param>
    /// <exception cref="ArgumentException">The images or the span have another size.</exception>
    public void Forward(
        ImageSet images,
        ReadOnlySpan<int> which,
        Span<float> rows,
        DequantisationNoise? noise = null,
        bool flip = false
    )
    {
        if (images.Shape != Shape && images.Shape != SampleShape)
        {
            throw new ArgumentException($"Images of {images.Shape} are not of {Shape}.", nameof(images));
        }

        ArgumentOutOfRangeException.ThrowIfNotEqual(rows.Length, which.Length * Width);
        if (images.Shape != Shape)
        {
            var pad = new ImageResize(Shape.Height, Shape.Width, ImageFit.Pad);
            for (int i = 0; i < which.Length; i++)
            {
                // Random numbers belong to the image's number in the set.
                WriteRow(pad.Apply(images.Take([which[i]])), 0, which[i], rows.Slice(i * Width, Width), noise, flip);
            }

            return;
        }

        for (int i = 0; i < which.Length; i++)
        {
            WriteRow(images, which[i], which[i], rows.Slice(i * Width, Width), noise, flip);
        }
    }

    private void WriteRow(
        ImageSet images,
        int index,
        int number,
        Span<float> row,
        DequantisationNoise? noise,
        bool flip
    )
    {
        Write(images[index], row, noise, number);
        if (flip && noise?.Uniform(number, Width) < 0.5)
        {
            Mirror(row);
        }

        if (LearnsEdits)
        {
            var before =
                images.Before ?? throw new ArgumentException("The images are not results of edits.", nameof(images));
            Write(before[index], row[Shape.Length..], noise, number);
        }

        if (LearnsClass)
        {
            row[^1] = images.Labels[0].Values[index];
        }
    }

    /// <summary>Maps rows back to images of <see cref="SampleShape"/>; values are rounded to the nearest level and clamped.</summary>
    /// <param name="rows">Whole rows of <see cref="Width"/>.</param>
    /// <exception cref="LikenessException">A value is NaN: the model that generated it has diverged.</exception>
    /// <exception cref="ArgumentException">The span is not a whole number of rows.</exception>
    public ImageSet Inverse(ReadOnlySpan<float> rows)
    {
        var (count, rest) = Math.DivRem(rows.Length, Width);
        ArgumentOutOfRangeException.ThrowIfNotEqual(rest, 0, nameof(rows));
        var pixels = new byte[count * Shape.Length];
        var classes = new int[LearnsClass ? count : 0];
        for (int i = 0; i < count; i++)
        {
            var row = rows.Slice(i * Width, Width);
            for (int k = 0; k < Shape.Length; k++)
            {
                pixels[(i * Shape.Length) + k] = Level(row[k]);
            }

            if (LearnsClass)
            {
                classes[i] = Math.Clamp((int)MathF.Round(row[^1]), 0, Classes.Count - 1);
            }
        }

        return Unpad(
            new ImageSet(Shape, pixels, LearnsClass ? [new ImageLabel(Datasets.ClassLabel.Name, Classes, classes)] : [])
        );
    }

    /// <summary>
    /// The correction from the log-density of a row to that of the image in units of levels, a lower bound on the log-probability of its bytes: Theis
    /// et al. 2016, arXiv:1511.01844, §3.1. In nats.
    /// </summary>
    /// <param name="row">A row, as <see cref="Forward"/> wrote it.</param>
    public double LogJacobian(ReadOnlySpan<float> row)
    {
        double perValue = Scale switch
        {
            PixelScale.Symmetric => -Math.Log(Largest / 2.0),
            PixelScale.Unit => -Math.Log(Largest),
            PixelScale.Dequantised => -Math.Log(Levels),
            PixelScale.DequantisedSymmetric => -Math.Log(Levels / 2),
            PixelScale.Logit => Math.Log((1 - (2 * Lambda)) / Levels),
            _ => 0,
        };
        double sum = perValue * Shape.Length;
        if (Scale == PixelScale.Logit)
        {
            foreach (float z in row[..Shape.Length])
            {
                // dz/dp = 1 / (p (1 − p)), and −log p − log(1 − p) = softplus(z) + softplus(−z).
                sum += Math.Abs(z) + (2 * double.LogP1(Math.Exp(-Math.Abs(z))));
            }
        }

        return sum;
    }

    /// <summary>The transform as JSON.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, Json);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="LikenessException">The JSON is not a transform of images.</exception>
    public static ImageTransform FromJson(JsonElement json)
    {
        try
        {
            if (
                json.Deserialize<ImageTransform>(Json) is
                { Shape: { Channels: > 0, Height: > 0, Width: > 0 } } transform
            )
            {
                return transform;
            }
        }
        catch (JsonException error)
        {
            throw new LikenessException(Damaged, error);
        }

        throw new LikenessException(Damaged);
    }

    private const string Damaged =
        "the stored transform of the images is damaged or of another program (restore run.json, or train again)";

    private static float[] Values(PixelScale scale)
    {
        var values = new float[Levels];
        for (int v = 0; v < Levels; v++)
        {
            values[v] = scale switch
            {
                PixelScale.Symmetric => (v / (Largest / 2f)) - 1,
                PixelScale.Unit => v / (float)Largest,
                PixelScale.Threshold => v > Largest / 2 ? 1 : 0,
                _ => v,
            };
        }

        return values;
    }

    private void Write(ReadOnlySpan<byte> image, Span<float> row, DequantisationNoise? noise, int number)
    {
        if (Scale == PixelScale.Binary || Scale.IsContinuous())
        {
            Draw(image, row, noise, number);
            return;
        }

        float[] table = Tables[(int)Scale];
        for (int k = 0; k < image.Length; k++)
        {
            row[k] = table[image[k]];
        }
    }

    private void Draw(ReadOnlySpan<byte> image, Span<float> row, DequantisationNoise? noise, int number)
    {
        for (int k = 0; k < image.Length; k++)
        {
            double u = noise?.Uniform(number, k) ?? DequantisationNoise.BinCentre;
            double p = (image[k] + u) / Levels;
            row[k] = Scale switch
            {
                PixelScale.Binary => u * Largest < image[k] ? 1 : 0,
                PixelScale.Dequantised => (float)(p - 0.5),
                PixelScale.DequantisedSymmetric => (float)((2 * p) - 1),
                _ => Logit((float)(Lambda + ((1 - (2 * Lambda)) * p))),
            };
        }
    }

    private static float Logit(float p) => MathF.Log(p / (1 - p));

    private byte Level(float z)
    {
        if (float.IsNaN(z))
        {
            throw new LikenessException(
                "the model sampled a NaN pixel: its weights are damaged (train again, or use the best checkpoint)"
            );
        }

        double v = Scale switch
        {
            PixelScale.Symmetric => Math.Round((z + 1) * (Largest / 2.0)),
            PixelScale.Unit => Math.Round(z * (double)Largest),
            PixelScale.Levels => Math.Round(z),
            PixelScale.Dequantised => Math.Floor((z + 0.5) * Levels),
            PixelScale.DequantisedSymmetric => Math.Floor((z + 1) * (Levels / 2)),
            PixelScale.Logit => Math.Floor(((1 / (1 + Math.Exp(-z))) - Lambda) / (1 - (2 * Lambda)) * Levels),
            _ => z < 0.5 ? 0 : Largest,
        };
        return (byte)Math.Clamp(v, 0, Largest);
    }

    private void Mirror(Span<float> row)
    {
        for (int line = 0; line < Shape.Channels * Shape.Height; line++)
        {
            row.Slice(line * Shape.Width, Shape.Width).Reverse();
        }
    }
}
