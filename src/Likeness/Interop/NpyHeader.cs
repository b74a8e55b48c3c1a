using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Likeness.Interop;

/// <summary>The header of a .npy file: a Python dictionary as text, parsed by its three keys and never evaluated (NumPy NEP 1).</summary>
/// <param name="Descr">The element type with its byte order, such as <c>&lt;f8</c>; null for records of several fields.</param>
/// <param name="FortranOrder">Whether the array is in column-major order.</param>
/// <param name="Shape">The sizes of the axes.</param>
/// <param name="DataStart">The position of the first element.</param>
internal sealed partial record NpyHeader(string? Descr, bool FortranOrder, int[] Shape, int DataStart)
{
    // NumPy's own limit is 64.
    private const int MaxAxes = 64;
    private const int MaxBytes = 1 << 16;

    /// <summary>The first six bytes of every file.</summary>
    public static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads the header.</summary>
    /// <exception cref="InvalidDataException">It is cut short or not in NumPy's format; the message has no file name.</exception>
    public static NpyHeader Read(ReadOnlySpan<byte> data)
    {
        int version = data.Length > 6 ? data[6] : 1;
        int lengthBytes = version == 1 ? 2 : 4;
        int start = 8 + lengthBytes;
        if (data.Length < start)
        {
            throw new InvalidDataException("the file is cut short");
        }

        if (version is < 1 or > 3)
        {
            throw new InvalidDataException($"its format version is {version}, and only 1 to 3 are known");
        }

        long length = 0;
        for (int i = 0; i < lengthBytes; i++)
        {
            length |= (long)data[8 + i] << (8 * i);
        }

        if (length > MaxBytes)
        {
            throw new InvalidDataException($"its header has {length} bytes, and NumPy reads at most {MaxBytes}");
        }

        if (start + length > data.Length)
        {
            throw new InvalidDataException("the file is cut short");
        }

        string text = Encoding.UTF8.GetString(data.Slice(start, (int)length));
        var order = OrderPattern().Match(text);
        var shape = ShapePattern().Match(text);
        if (!order.Success || !shape.Success || !text.Contains("descr", StringComparison.Ordinal))
        {
            throw new InvalidDataException("its header is not one that NumPy writes");
        }

        var descr = DescrPattern().Match(text);
        string? type = descr.Success ? descr.Groups[1].Value : null;
        return new NpyHeader(type, order.Groups[1].Value == "True", Sizes(shape.Groups[1].Value), start + (int)length);
    }

    private static int[] Sizes(string text)
    {
        string[] parts = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length > MaxAxes)
        {
            throw new InvalidDataException($"its array has {parts.Length} axes, and NumPy allows {MaxAxes}");
        }

        var sizes = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i].TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out sizes[i]))
            {
                throw new InvalidDataException($"its header has the impossible shape ({text.Trim()})");
            }
        }

        return sizes;
    }

    [GeneratedRegex("""['"]descr['"]\s*:\s*['"]([^'"]*)['"]""")]
    private static partial Regex DescrPattern();

    [GeneratedRegex("""['"]fortran_order['"]\s*:\s*(True|False)""")]
    private static partial Regex OrderPattern();

    [GeneratedRegex("""['"]shape['"]\s*:\s*\(([^()]*)\)""")]
    private static partial Regex ShapePattern();
}
