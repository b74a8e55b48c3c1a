using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Likeness.Data.Kinds;

namespace Likeness.Data;

/// <summary>
/// Identifies a table: SHA-256 over the columns' names, grids and kinds, the image size and every value's bits. Of a kind other than numbers, its name and its
/// levels count, and the texts of keys and free text.
/// </summary>
public static class Fingerprint
{
    private const int BufferBytes = 1 << 16;

    /// <summary><c>sha256:</c> and 64 hexadecimal digits; the same on every machine.</summary>
    public static string Compute(Table table)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, table.Width);
        foreach (var column in table.Columns)
        {
            Append(hash, column.Name);
            Append(hash, column.Grid is null ? 0 : 1);
            if (column.Grid is { } grid)
            {
                Append(hash, grid.Origin);
                Append(hash, grid.Step);
                Append(hash, grid.Count);
                Append(hash, grid.Decimals ?? -1);
                Append(hash, grid.SinglePrecision ? 1 : 0);
            }
        }

        Append(hash, table.Picture?.Height ?? 0);
        Append(hash, table.Picture?.Width ?? 0);
        Append(hash, table.RowCount);
        AppendCells(hash, table);
        for (int i = 0; i < table.Width; i++)
        {
            AppendKind(hash, i, table.Columns[i].Kind, table.Column(i));
        }

        return $"sha256:{Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }

    private static void AppendCells(IncrementalHash hash, Table table)
    {
        byte[] buffer = new byte[BufferBytes];
        int filled = 0;
        for (int row = 0; row < table.RowCount; row++)
        {
            for (int column = 0; column < table.Width; column++)
            {
                BinaryPrimitives.WriteDoubleLittleEndian(buffer.AsSpan(filled), table[row, column]);
                filled += sizeof(double);
                if (filled == buffer.Length)
                {
                    hash.AppendData(buffer);
                    filled = 0;
                }
            }
        }

        hash.AppendData(buffer.AsSpan(0, filled));
    }

    // Nothing for numbers, so that tables of numbers keep the fingerprints of earlier versions.
    private static void AppendKind(IncrementalHash hash, int index, ColumnKind kind, ReadOnlySpan<double> cells)
    {
        if (kind is NumberKind)
        {
            return;
        }

        Append(hash, index);
        Append(hash, kind.Name);
        for (int level = 0; level < kind.LevelCount; level++)
        {
            Append(hash, kind.Write(level));
        }

        foreach (string choice in kind is ListKind lists ? lists.Choices : [])
        {
            Append(hash, choice);
        }

        // A cell of keys or free text is the index of its text.
        foreach (double cell in kind is IdentifierKind or TextKind ? cells : [])
        {
            Append(hash, double.IsNaN(cell) ? "" : kind.Write(cell));
        }
    }

    // The length comes first, so that different lists of texts never give the same bytes.
    private static void Append(IncrementalHash hash, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Append(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, double number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
