using System.Drawing;
using System.Globalization;
using Likeness.Data;

namespace Likeness.Modalities.Images.Data.Pictures;

/// <summary>The colour that shows through transparent pixels.</summary>
internal readonly record struct PictureBackground(byte Red, byte Green, byte Blue)
{
    private const int HexDigits = 6;

    /// <summary>White, the default.</summary>
    public static PictureBackground White { get; } = new(byte.MaxValue, byte.MaxValue, byte.MaxValue);

    /// <summary>The colour as <c>white</c>, <c>black</c> or <c>#rrggbb</c>.</summary>
    public override string ToString() =>
        this == White ? "white"
        : this == default ? "black"
        : $"#{Red:x2}{Green:x2}{Blue:x2}";

    private bool IsGrey => Red == Green && Green == Blue;

    /// <summary>Reads a colour: a name of the Web's, such as <c>navy</c>, or <c>#rrggbb</c>; white for null.</summary>
    /// <exception cref="LikenessException">The text is neither.</exception>
    public static PictureBackground Parse(string? text)
    {
        if (text is null)
        {
            return White;
        }

        if (
            text.StartsWith('#')
            && text.Length == HexDigits + 1
            && int.TryParse(text.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int bits)
        )
        {
            return new((byte)(bits >> 16), (byte)(bits >> 8), (byte)bits);
        }

        var named = Color.FromName(text);
        return named is { IsKnownColor: true, IsSystemColor: false, A: byte.MaxValue }
            ? new(named.R, named.G, named.B)
            : throw new LikenessException($"'{text}' is no colour (give a name such as white or navy, or #rrggbb)");
    }

    /// <summary>A picture without its alpha channel, on this background.</summary>
    /// <param name="picture">Any picture; one without an alpha channel is returned as it is.</param>
    /// <param name="isTransparent">Whether a pixel shows the background.</param>
    public PixelImage Behind(PixelImage picture, out bool isTransparent)
    {
        int colours = picture.Channels - 1;
        isTransparent = false;
        if (colours is not (1 or 3))
        {
            return picture;
        }

        int places = picture.Width * picture.Height;
        for (int i = 0; i < places && !isTransparent; i++)
        {
            isTransparent = picture.Pixels[(i * picture.Channels) + colours] != byte.MaxValue;
        }

        // A grey picture stays grey unless a colour shows through.
        int channels = isTransparent && !IsGrey ? 3 : colours;
        ReadOnlySpan<byte> behind = [Red, Green, Blue];
        var pixels = new byte[places * channels];
        for (int i = 0; i < places; i++)
        {
            var pixel = picture.Pixels.AsSpan(i * picture.Channels, picture.Channels);
            for (int c = 0; c < channels; c++)
            {
                pixels[(i * channels) + c] = Over(pixel[Math.Min(c, colours - 1)], behind[c], pixel[colours]);
            }
        }

        return new PixelImage(picture.Width, picture.Height, channels, pixels);
    }

    // Porter and Duff 1984, over, rounded.
    private static byte Over(byte colour, byte behind, byte alpha) =>
        (byte)(((colour * alpha) + (behind * (byte.MaxValue - alpha)) + (byte.MaxValue / 2)) / byte.MaxValue);
}
