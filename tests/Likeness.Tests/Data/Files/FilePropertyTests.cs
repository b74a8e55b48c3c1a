using System.Reflection;
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

    // Each reader with its row, or with the test of bytes that another program wrote.
    private static readonly Dictionary<string, string> RowOfReader = new()
    {
        ["CifarArchive"] = "cifar archive",
        ["CifarBatch"] = "cifar batch",
        ["ClipFolder"] = "ClipFolderTests",
        ["CsvReader"] = "csv",
        ["DataFiles"] = "csv",
        ["DataFramePickle"] = "DataFramePickleTests",
        ["Hdf5File"] = "Hdf5FileTests",
        ["IdxReader"] = "idx",
        ["ImageFiles"] = "ImageFilesTests",
        ["IncompleteTable"] = "IncompleteTableTests",
        ["JpegDecoder"] = "JpegDecoderTests",
        ["MatFile"] = "mat",
        ["NpyReader"] = "npy <f8",
        ["NpzFile"] = "npz",
        ["ParquetReader"] = "ParquetGoldenTests",
        ["PiGenerator"] = "PiGeneratorTests",
        ["PngDecoder"] = "png, RGB",
        ["PthFile"] = "pth",
        ["SafetensorsFile"] = "safetensors",
        ["TableSchema"] = "TableSchemaTests",
        ["TextFile"] = "TextTests",
        ["WavFile"] = "wav",
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

    [Fact]
    public void EveryReaderHasARow()
    {
        string[] readers =
        [
            .. typeof(DataFiles)
                .Assembly.GetExportedTypes()
                .Where(type =>
                    IsOfFiles(type)
                    && type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
                        .Any(method =>
                            method.Name is "Read" or "Open" or "Load" or "Decode"
                            && method.GetParameters().Any(parameter => parameter.ParameterType == typeof(string))
                        )
                )
                .Select(type => type.Name),
        ];
        Assert.Empty(readers.Except(RowOfReader.Keys));
        var tests = typeof(FilePropertyTests).Assembly.GetTypes().Select(type => type.Name).ToHashSet();
        Assert.All(
            RowOfReader.Values,
            row => Assert.True(FileCases.Readers.ContainsKey(row) || tests.Contains(row), row)
        );
    }

    private static bool IsOfFiles(Type type) =>
        type.Namespace is { } name
        && (
            name.StartsWith("Likeness.Data", StringComparison.Ordinal)
            || name.StartsWith("Likeness.Interop", StringComparison.Ordinal)
            || (
                name.StartsWith("Likeness.Modalities", StringComparison.Ordinal)
                && name.EndsWith(".Data", StringComparison.Ordinal)
            )
        );
}
