using Likeness;

namespace BinaryStrings;

/// <summary>Strings of 0 and 1 of one length: what a file with a string a line holds.</summary>
/// <param name="Length">The length of each.</param>
/// <param name="Bits">[count × Length], string by string.</param>
public sealed record BitStrings(int Length, IReadOnlyList<bool> Bits)
{
    /// <summary>How many strings there are.</summary>
    public int Count => Bits.Count / Length;

    /// <summary>The strings as text.</summary>
    public IEnumerable<string> Lines =>
        Bits.Chunk(Length).Select(bits => string.Concat(bits.Select(bit => bit ? '1' : '0')));

    /// <summary>Some of the strings.</summary>
    public BitStrings Take(IEnumerable<int> which) =>
        new(Length, [.. which.SelectMany(i => Bits.Skip(i * Length).Take(Length))]);

    /// <summary>Reads a file with a string a line.</summary>
    /// <exception cref="LikenessException">The file cannot be read, or a line is no such string.</exception>
    public static BitStrings Read(string path)
    {
        string[] lines = File.Exists(path)
            ? [.. File.ReadLines(path).Where(line => line.Length > 0)]
            : throw new LikenessException($"{path}: there is no such file (check the name)");
        int bad = Array.FindIndex(lines, line => line.Length != lines[0].Length || line.Trim('0', '1').Length > 0);
        return lines.Length > 0 && bad < 0
            ? new BitStrings(lines[0].Length, [.. lines.SelectMany(line => line.Select(bit => bit == '1'))])
            : throw new LikenessException(
                $"{path}, line {bad + 1}: this is no string of 0 and 1 as long as the first (mend the line)"
            );
    }
}
