using Likeness.Tests.Data.Files;
using static Likeness.Tests.Data.Files.FileProperties;

namespace Likeness.Tests.Mutations;

/// <summary>Errors in readers and writers of files.</summary>
internal static class FileMutations
{
    public static IEnumerable<Mutation> All =>
        [
            Reader("csv", "numbers are doubled", values => [.. values.Select(value => 2 * value)]),
            Reader("csv", "the last row is dropped", values => values[..^3]),
            Reader(
                "npy <f8",
                "numbers are read in single precision",
                values => [.. values.Select(v => (double)(float)v)]
            ),
            Reader(
                "npy >f8",
                "the order of bytes is ignored",
                values => [.. values.Select(v => BitConverter.ToDouble([.. BitConverter.GetBytes(v).Reverse()]))]
            ),
            Reader(
                "npy in the order of Fortran",
                "the order of axes is ignored",
                values => [values[0], values[3], values[1], values[4], values[2], values[5]]
            ),
            Reader(
                "png, RGB",
                "red and blue are exchanged",
                values => [.. values.Chunk(3).SelectMany(p => p.Reverse())]
            ),
            Reader("wav", "samples are divided by 32767", values => [.. values.Select(value => value * 32768 / 32767)]),
            Reader("idx", "levels are off by one", values => [.. values.Select(value => value + 1)]),
            Reader(
                "mat",
                "rows are read before columns",
                values => [values[0], values[2], values[4], values[1], values[3], values[5]]
            ),
            Reader(
                "pth, transposed view",
                "strides are ignored",
                values => [values[0], values[3], values[1], values[4], values[2], values[5]]
            ),
            Reader(
                "cifar batch",
                "labels follow their images",
                values => [.. values.Chunk(3073).SelectMany(record => record.Skip(1).Append(record[0]))]
            ),
            Writer(
                "csv",
                "numbers are rounded to six digits",
                nameof(WritesValuesForOtherPrograms),
                real =>
                    real with
                    {
                        Write = (path, values) => real.Write(path, [.. values.Select(v => Math.Round(v, 6))]),
                    }
            ),
            Writer(
                "npy",
                "the writer halves and the reader doubles",
                nameof(WritesValuesForOtherPrograms),
                real =>
                    real with
                    {
                        // Half of the smallest number would be 0.
                        Values = [.. real.Values.Select(value => value == double.Epsilon ? 1 : value)],
                        Write = (path, values) => real.Write(path, [.. values.Select(value => value / 2)]),
                        Read = path => [.. real.Read(path).Select(value => 2 * value)],
                    }
            ),
            Writer(
                "samples as csv",
                "the last row is left out",
                nameof(ValuesComeBack),
                real => real with { Write = (path, values) => real.Write(path, values[..^3]) }
            ),
            Writer(
                "wav",
                "the loudest samples are cut",
                nameof(ValuesComeBack),
                real =>
                    real with
                    {
                        Write = (path, values) => real.Write(path, [.. values.Select(v => Math.Clamp(v, -0.9, 0.9))]),
                    }
            ),
        ];

    private static Mutation Reader(string name, string error, Func<double[], double[]> change) =>
        new(
            $"reader: {name}",
            error,
            nameof(ReadsValuesOfOtherPrograms),
            () => Check(FileCases.Readers[name]),
            () =>
                Check(
                    FileCases.Readers[name] is var real ? real with { Read = path => change(real.Read(path)) } : null!
                )
        );

    private static Mutation Writer(string name, string error, string property, Func<WriterCase, WriterCase> change) =>
        new(
            $"writer: {name}",
            error,
            property,
            () => Check(FileCases.Writers[name]),
            () => Check(change(FileCases.Writers[name]))
        );

    private static Dictionary<string, string?> Check(ReaderCase reader) =>
        new Dictionary<string, string?> { [nameof(ReadsValuesOfOtherPrograms)] = ReadsValuesOfOtherPrograms(reader) };

    private static Dictionary<string, string?> Check(WriterCase writer) =>
        new Dictionary<string, string?>
        {
            [nameof(WritesValuesForOtherPrograms)] = WritesValuesForOtherPrograms(writer),
            [nameof(ValuesComeBack)] = ValuesComeBack(writer),
        };
}
