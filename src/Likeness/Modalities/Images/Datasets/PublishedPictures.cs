using Likeness.Data.Archives;
using Likeness.Data.Downloads;
using Likeness.Modalities.Images.Data;
using Likeness.Modalities.Images.Data.Pictures;

namespace Likeness.Modalities.Images.Datasets;

/// <summary>The pictures of a published archive, or of the folder into which a user has extracted it.</summary>
/// <param name="archive">The archive or folder.</param>
/// <param name="root">The folder around its files; empty, or with a slash at the end.</param>
internal sealed class PublishedPictures(FileArchive archive, string root)
{
    /// <summary>The archive or folder.</summary>
    public FileArchive Archive => archive;

    /// <summary>Opens the extracted folder if it exists, else the archive, which is downloaded if necessary.</summary>
    /// <param name="folder">The folder of the dataset.</param>
    /// <param name="file">The archive.</param>
    /// <param name="root">The folder around all files of the archive.</param>
    /// <param name="inside">A folder in it, which shows that the archive was extracted; empty if the root's name does.</param>
    /// <exception cref="LikenessException">The archive is missing and cannot be downloaded, or is damaged.</exception>
    public static PublishedPictures Open(DatasetFolder folder, PublishedFile file, string root, string inside = "") =>
        folder.FindFolder(Path.Combine(root, inside)) is { } extracted
            ? new PublishedPictures(FileArchive.Open(extracted[..^inside.Length]), "")
            : new PublishedPictures(FileArchive.Open(folder.Require(file)), $"{root}/");

    /// <summary>The pictures below a folder: their indices in the archive, and their paths below it.</summary>
    /// <param name="folder">The path, such as <c>train/</c>; empty for all.</param>
    public IEnumerable<(int File, string Path)> Below(string folder)
    {
        string start = root + folder;
        for (int i = 0; i < archive.Files.Count; i++)
        {
            string name = archive.Files[i].Name;
            if (name.StartsWith(start, StringComparison.Ordinal) && PictureLayout.IsPicture(name))
            {
                yield return (i, name[start.Length..]);
            }
        }
    }

    /// <summary>The index of a picture that a list names.</summary>
    /// <param name="name">Its path.</param>
    /// <param name="list">The list, for the message.</param>
    /// <exception cref="LikenessException">There is no such file.</exception>
    public int Find(string name, string list) =>
        archive.Find(root + name) is >= 0 and var file
            ? file
            : throw new LikenessException(
                $"{archive.Place}: it holds no {root}{name}, which {list} names (get a new copy of the file)"
            );

    /// <summary>Whether there is a file.</summary>
    public bool Has(string name) => archive.Find(root + name) >= 0;

    /// <summary>The lines of a text file that are not empty.</summary>
    /// <exception cref="LikenessException">There is no such file, or it cannot be read.</exception>
    public string[] Lines(string name) => TextLines.Split(archive.Read(root + name));

    /// <summary>A part whose pictures have one class each.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="pictures">The indices of the files, and the classes.</param>
    /// <param name="classes">The names of the classes.</param>
    public PicturePart Part(string name, IEnumerable<(int File, int Class)> pictures, IReadOnlyList<string> classes)
    {
        (int File, int Class)[] all = [.. pictures];
        return new PicturePart(
            name,
            archive,
            [.. all.Select(picture => picture.File)],
            [new ImageLabel(ClassLabel.Name, classes, [.. all.Select(picture => picture.Class)])]
        );
    }
}
