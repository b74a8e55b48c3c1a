namespace Likeness.Modalities.Images.Data;

/// <summary>The sizes of one image, in the order of its bytes: [channel][row][column].</summary>
/// <param name="Channels">1 for grey, 3 for red, green and blue.</param>
/// <param name="Height">Pixels from top to bottom; at least 1.</param>
/// <param name="Width">Pixels from left to right; at least 1.</param>
public readonly record struct ImageShape(int Channels, int Height, int Width)
{
    /// <summary>The number of values of one image: Channels × Height × Width.</summary>
    public int Length => checked(Channels * Height * Width);

    /// <summary>What makes images of other sizes such ones.</summary>
    internal string Remedy(ImageShape other) =>
        (Height, Width) != (other.Height, other.Width) ? "resize them to one size"
        : Channels == 1 || other.Channels == 1 ? "make all of them grey, or all coloured"
        : "give images of as many channels";

    /// <summary>The sizes as text, such as <c>3×32×32</c>.</summary>
    public override string ToString() => $"{Channels}×{Height}×{Width}";
}
