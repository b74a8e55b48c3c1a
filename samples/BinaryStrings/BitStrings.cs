using System.Text;
using Likeness;

namespace BinaryStrings;

/// <summary>Strings of 0 and 1, all of one length.</summary>
/// <param name="Length">Bits per string.</param>
/// <param name="Bits">[count × Length], string by string.</param>
public sealed record BitStrings(int Length, IReadOnlyList<bool> Bits)
{
    /// <summary>The number of strings.</summary>
    public int Count => Bits.Count / Length;

    /// <summary>The strings as text.</summary>
    public IEnumerable<string> Lines =>
        Bits.Chunk(Length).Select(bits => string.Concat(bits.Select(bit => bit ? '1' : '0')));

    /// <summary>The content of a file with one string per line.</summary>
    public byte[] ToText() => Encoding.UTF8.GetBytes(string.Join('\n', Lines) + "\n");

    /// <summary>Takes the strings with the given numbers, from 0.</summary>
    public BitStrings Take(IEnumerable<int> which) =>
        new(Length, [.. which.SelectMany(i => Bits.Skip(i * Length).Take(Length))]);

    /// <summary>Reads a file with one string per line.</summary>
    /// <exception cref="LikenessException">There is no such file, or a line is not such a string.</exception>
    public static BitStrings Read(string path)
    {
        string[] lines = File.Exists(path)
            ? File.ReadAllLines(path)
            : throw new LikenessException($"{path}: there is no such file (check the name)");
        int length = lines is [{ Length: > 0 } first, ..] ? first.Length : -1;
        int bad = Array.FindIndex(lines, line => line.Length != length || line.Trim('0', '1').Length > 0);
        return length > 0 && bad < 0
            ? new BitStrings(length, [.. lines.SelectMany(line => line.Select(bit => bit == '1'))])
            : throw new LikenessException(
                $"{path}, line {Math.Max(bad, 0) + 1}: expected a string of 0 and 1, as long as the first (fix the line)"
            );
    }
}
