using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Likeness.Data;

/// <summary>Identifies a table: SHA-256 over the columns' names and grids, the image size and every value's bits.</summary>
public static class Fingerprint
{
    /// <summary><c>sha256:</c> and 64 hexadecimal digits; the same on every machine.</summary>
    public static string Compute(Table table)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, table.Width);
        foreach (var column in table.Columns)
        {
            // The length comes first, so that different lists of names never give the same bytes.
            byte[] name = Encoding.UTF8.GetBytes(column.Name);
            Append(hash, name.Length);
            hash.AppendData(name);
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
        for (int row = 0; row < table.RowCount; row++)
        {
            for (int column = 0; column < table.Width; column++)
            {
                Append(hash, table[row, column]);
            }
        }

        return $"sha256:{Convert.ToHexStringLower(hash.GetHashAndReset())}";
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
