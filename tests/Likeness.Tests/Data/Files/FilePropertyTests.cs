using Likeness.Data;

namespace Likeness.Tests.Data.Files;

/// <summary>Property tests of every format that is read or written.</summary>
public sealed class FilePropertyTests
{
    // Kinds of data files whose bytes another program wrote: tests/golden.
    private static readonly Dictionary<string, string> WrittenElsewhere = new()
    {
        ["Hdf5"] = "h5py: Hdf5FileTests",
        ["Parquet"] = "PyArrow: ParquetFilesTests, ParquetGoldenTests",
        ["Pickle"] = "pandas: DataFramePickleTests",
        ["Jpeg"] = "libjpeg: JpegDecoderTests",
    };

    public static TheoryData<string> Readers => [.. FileCases.Readers.Keys];

    public static TheoryData<string> Writers => [.. FileCases.Writers.Keys];

    [Theory]
    [MemberData(nameof(Readers))]
    public void ReadsValuesOfOtherPrograms(string name) =>
        Property.Holds(FileProperties.ReadsValuesOfOtherPrograms(FileCases.Readers[name]));

    [Theory]
    [MemberData(nameof(Writers))]
    public void WritesValuesForOtherPrograms(string name) =>
        Property.Holds(FileProperties.WritesValuesForOtherPrograms(FileCases.Writers[name]));

    [Theory]
    [MemberData(nameof(Writers))]
    public void ValuesComeBack(string name) => Property.Holds(FileProperties.ValuesComeBack(FileCases.Writers[name]));

    [Fact]
    public void EveryKindOfDataFileIsRead() =>
        Assert.All(
            Enum.GetNames<DataFileKind>(),
            kind =>
                Assert.True(
                    WrittenElsewhere.ContainsKey(kind)
                        || FileCases.Readers.Values.Any(row =>
                            row.Extension.Equals("." + kind, StringComparison.OrdinalIgnoreCase)
                        ),
                    kind
                )
        );
}
