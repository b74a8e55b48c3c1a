using Likeness.Testing;
using static Likeness.Tests.Models.Densities.DensityProperties;

namespace Likeness.Tests.Data.Files;

/// <summary>A reader: its values of a file, and a file written without the library whose values are known.</summary>
internal sealed record ReaderCase(string Extension, byte[] File, double[] Values, Func<string, double[]> Read);

/// <summary>A writer: its file of values, the library's reader of such a file, and a parser without the library.</summary>
internal sealed record WriterCase(
    string Extension,
    double[] Values,
    Action<string, double[]> Write,
    Func<string, double[]> Read,
    Func<byte[], double[]> Parse
);

/// <summary>Properties of readers and writers of files. Each returns what is wrong, or null.</summary>
internal static class FileProperties
{
    /// <summary>A reader gives the values of a file that the library did not write.</summary>
    public static string? ReadsValuesOfOtherPrograms(ReaderCase reader)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Bytes("given" + reader.Extension, reader.File);
        return Compare(reader.Values, reader.Read(path), "read");
    }

    /// <summary>A parser that is not the library's finds the written values.</summary>
    public static string? WritesValuesForOtherPrograms(WriterCase writer)
    {
        using var folder = new TemporaryFolder();
        string path = folder.At("written" + writer.Extension);
        writer.Write(path, writer.Values);
        return Compare(writer.Values, writer.Parse(File.ReadAllBytes(path)), "written");
    }

    /// <summary>The library's reader finds the written values.</summary>
    public static string? ValuesComeBack(WriterCase writer)
    {
        using var folder = new TemporaryFolder();
        string path = folder.At("written" + writer.Extension);
        writer.Write(path, writer.Values);
        return Compare(writer.Values, writer.Read(path), "read back");
    }

    private static string? Compare(double[] expected, double[] found, string what)
    {
        if (expected.Length != found.Length)
        {
            return Say($"{found.Length} values are {what} instead of {expected.Length}");
        }

        int wrong = Enumerable.Range(0, found.Length).FirstOrDefault(i => !expected[i].Equals(found[i]), -1);
        return wrong < 0
            ? null
            : Say($"value {wrong + 1} is {what} as {found[wrong]:R} instead of {expected[wrong]:R}");
    }
}
